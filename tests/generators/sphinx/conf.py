project = "Tiny"
html_static_path = ["_static"]
html_js_files = ["sflens/docs.js"]
