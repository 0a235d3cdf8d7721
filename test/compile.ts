import { dirname } from "node:path";
import type * as typescript from "typescript";

type TypeScript = typeof typescript;

/** By its folder, what is TypeScript's own: read once for all that is compiled in a test file, which halves its time. */
const libraries = new Map<string, Map<string, typescript.SourceFile | undefined>>();

/** What a compiler finds wrong with files, in the words of `tsc --noEmit`; each by its path from the first one's folder. */
export function complaintsOf(ts: TypeScript, files: string[], options: typescript.CompilerOptions): string[] {
  const folder = dirname(files[0] ?? "");
  const host = ts.createCompilerHost(options);
  host.getCurrentDirectory = () => folder;
  const libraryFolder = dirname(host.getDefaultLibFileName(options));
  const library = libraries.get(libraryFolder) ?? new Map<string, typescript.SourceFile | undefined>();
  libraries.set(libraryFolder, library);
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...how) => {
    if (dirname(file) !== libraryFolder) return getSourceFile(file, ...how);
    if (!library.has(file)) library.set(file, getSourceFile(file, ...how));
    return library.get(file);
  };
  const program = ts.createProgram(files, options, host);
  return ts.getPreEmitDiagnostics(program).map((found) => ts.formatDiagnostic(found, host));
}
