// Built into one file of its own, `dist/kernels.js`, which the worker and the command line share.
import f32 from "../../dist/kernels/f32.wasm";
import f32Relaxed from "../../dist/kernels/f32-relaxed.wasm";
import f32RelaxedThreads from "../../dist/kernels/f32-relaxed-threads.wasm";
import f32Threads from "../../dist/kernels/f32-threads.wasm";
import f64 from "../../dist/kernels/f64.wasm";
import f64Relaxed from "../../dist/kernels/f64-relaxed.wasm";
import f64RelaxedThreads from "../../dist/kernels/f64-relaxed-threads.wasm";
import f64Threads from "../../dist/kernels/f64-threads.wasm";

/** By memory shared between threads or not, then by whether there is a fused multiply-add. */
export const kernelBytes = {
  float32: {
    alone: { plain: f32, relaxed: f32Relaxed },
    shared: { plain: f32Threads, relaxed: f32RelaxedThreads },
  },
  float64: {
    alone: { plain: f64, relaxed: f64Relaxed },
    shared: { plain: f64Threads, relaxed: f64RelaxedThreads },
  },
};
