// Compiles the kernels to dist/kernels/{f32,f64}[-relaxed][-threads].wasm: one source, whose `real` is f32 or f64,
// with and without the fused multiply-add of relaxed SIMD, and for memory of one thread's own or shared by several.
// Nothing is done where the sources have not changed.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import asc from "assemblyscript/asc";

const sources = new URL("./", import.meta.url);
const outputs = new URL("../../../dist/kernels/", import.meta.url);

/** Builds all eight modules; throws with the compiler's messages. */
export async function buildKernels() {
  const names = (await readdir(sources)).filter((name) => /\.(ts|mjs)$/.test(name)).sort();
  const files = new Map();
  for (const name of names) files.set(name, await readFile(new URL(name, sources), "utf8"));
  const hash = createHash("sha256")
    .update(JSON.stringify([asc.version, ...files]))
    .digest("hex");
  const stamp = new URL("sources.sha256", outputs);
  if ((await readFile(stamp, "utf8").catch(() => "")) === hash) return;
  await mkdir(outputs, { recursive: true });
  for (const real of ["f32", "f64"]) {
    for (const relaxed of [false, true])
      for (const threads of [false, true]) await build(files, real, relaxed, threads);
  }
  await writeFile(stamp, hash);
}

async function build(files, real, relaxed, threads) {
  const name = `${real}${relaxed ? "-relaxed" : ""}${threads ? "-threads" : ""}.wasm`;
  const options = ["index.ts", "--outFile", name, "-O3", "--noAssert", "--runtime", "stub", "--importMemory"];
  options.push("--initialMemory", "1", "--use", `real=${real}`, "--use", "abort=", "--enable", "simd");
  if (relaxed) options.push("--enable", "relaxed-simd");
  if (threads) options.push("--enable", "threads", "--sharedMemory", "--maximumMemory", "65536");
  const written = [];
  const { error, stderr } = await asc.main(options, {
    readFile: (file) => files.get(file) ?? null,
    writeFile: (_file, content) => {
      written.push(content);
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${name}: ${error.message}\n${stderr}`);
  for (const content of written) await writeFile(new URL(name, outputs), content);
}
