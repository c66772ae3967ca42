import { countAbsolute, lossHuber } from "../kernels/layout.ts";
import type { LossStep } from "./loss.ts";

/** Mean of (ŷ − y)² / 2 up to |ŷ − y| = 1, beyond it of |ŷ − y| − 1/2 (torch.nn.HuberLoss, δ = 1). */
export const huber: LossStep = {
  kernel: lossHuber,
  fused: {},
  overRows: false,
  metric: "mae",
  counted: countAbsolute,
};
