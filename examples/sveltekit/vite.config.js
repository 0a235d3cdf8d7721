import { sveltekit } from "@sveltejs/kit/vite";

// The examples share a style, which lies beside this folder. A shop of your own needs no `fs`.
export default { plugins: [sveltekit()], server: { fs: { allow: [".."] } } };
