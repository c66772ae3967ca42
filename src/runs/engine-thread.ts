import { workerData } from "node:worker_threads";
import { helpThread, type ThreadJob } from "../engine/threads.ts";

// One more thread of a run: works until the run is over.
void helpThread(workerData as ThreadJob);
