import { member } from "../member.ts";
import { minLearningRate, warmupEpochs } from "./parameters.ts";

export const cosine = member(
  "cosine",
  "Lowers the learning rate along half a cosine, from the optimizer's rate toward `minLearningRate` over all epochs (Loshchilov & Hutter 2017).",
  { minLearningRate, warmupEpochs },
);
