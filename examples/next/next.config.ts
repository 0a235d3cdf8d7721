import { join } from "node:path";
import type { NextConfig } from "next";

// The examples share a style, which lies beside this folder. A shop of your own needs no such line.
export default { turbopack: { root: join(import.meta.dirname, "..") } } satisfies NextConfig;
