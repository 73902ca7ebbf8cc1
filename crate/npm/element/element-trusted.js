// A page may demand Trusted Types; it then has to permit the policy `sf-lens`, which can be made once.
let policy;

export function trusted(url) {
  policy ??= globalThis.trustedTypes?.createPolicy("sf-lens", { createScriptURL: (own) => own });
  return policy ? policy.createScriptURL(url) : url;
}
