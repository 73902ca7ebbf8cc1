// Loads the worker's program; www/build/post.mjs replaces both names with hashed ones.
importScripts("worker.js");
wasm_bindgen({ module_or_path: "worker_bg.wasm" });
