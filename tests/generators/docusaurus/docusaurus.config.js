export default {
  title: "Tiny",
  url: "http://127.0.0.1",
  baseUrl: "/some/where/",
  onBrokenLinks: "throw",
  scripts: [{ src: "/some/where/sflens/docs.js", defer: true }],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
};
