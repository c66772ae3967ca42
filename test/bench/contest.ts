import type { Contestant } from "./contestants.ts";
import type { Limit } from "./limit.ts";
import { Entry, median, rateOf, type Times } from "./measure.ts";
import { Program } from "./program.ts";
import type { PeerResult, WorkloadResult } from "./results.ts";
import { type Cut, whole } from "./workload.ts";
import type { Definition } from "./workloads.ts";

export interface ContestOptions {
  /** Starts the engine's program, and the peers'. */
  readonly ours: readonly string[];
  readonly peers: readonly Contestant[];
  /** Where the workloads' files are. */
  readonly folder: string;
  readonly rounds: number;
  readonly times: Times;
  readonly limit: Limit;
  readonly cores: number;
  /** Whether the exact workloads' losses are compared after the whole training, however long a peer takes. */
  readonly toTheEnd: boolean;
  readonly say: (text: string) => void;
}

interface Rival {
  readonly contestant: Contestant;
  readonly entry: Entry;
}

/** Runs the engine and its peers on one workload, in turn, round by round, so that what disturbs the machine disturbs all alike. */
export async function contest(workload: Definition, options: ContestOptions): Promise<WorkloadResult> {
  const { ours, peers, folder, rounds, times, limit, cores } = options;
  const files = [folder, workload.name];
  const running: Program[] = [];
  const enter = async (command: readonly string[], environment?: Readonly<Record<string, string>>) => {
    const program = await Program.start([...command, ...files], environment);
    running.push(program);
    return Entry.warmUp(program, workload, times);
  };
  try {
    const own = await enter(ours);
    const sliced = new Entry(own.program, workload, { ...own.work, sliced: true });
    const rivals: Rival[] = [];
    for (const contestant of peers) {
      const { command, environments = [{}], goals } = contestant;
      if (!command || !(workload.name in goals)) continue;
      const entries: Entry[] = [];
      try {
        for (const environment of environments) entries.push(await enter(command, environment));
        rivals.push({ contestant, entry: await fastest(entries) });
      } catch (error) {
        // One that does not run here leaves the others' figures as they are.
        options.say(`${contestant.name}: ${(error as Error).message}`);
      }
    }
    const one: number[] = [];
    const all: number[] = [];
    for (let round = 0; round < rounds; round++) {
      one.push(await limit.measure(1));
      all.push(await limit.measure(cores));
      for (const entry of [own, sliced, ...rivals.map(({ entry }) => entry)]) await entry.round();
    }
    const results: PeerResult[] = [];
    for (const rival of rivals) results.push(await compare(workload, own, rival, options.toTheEnd));
    const { name, question, precision, optimizer, widths, rows } = workload;
    const { kernels = 0, parameters = 0, peak = 0, threads = 1 } = own.last.facts ?? {};
    const size = precision === "float64" ? 8 : 4;
    // The weight, its gradient, and the optimizer's momentum or Adam's two moments.
    const copies = optimizer === "adam" ? 4 : workload.momentum ? 3 : 2;
    const outputs = widths.at(-1) as number;
    return {
      name,
      question,
      seconds: own.seconds,
      rounds: own.rounds,
      loss: own.last.loss,
      threads,
      rate: rateOf(workload, own.seconds),
      limit: { one: median(one), all: median(all) },
      sliced: sliced.seconds / own.seconds,
      memory: {
        kernels,
        trained: parameters * copies * size,
        data: rows * ((widths[0] as number) + outputs) * size,
        peak,
      },
      peers: results,
    };
  } finally {
    await Promise.all(running.map((program) => program.end()));
  }
}

/** The entry that one round finds fastest; its rounds begin anew. */
async function fastest(entries: readonly Entry[]): Promise<Entry> {
  const [first] = entries;
  if (first && entries.length === 1) return first;
  for (const entry of entries) await entry.round();
  const best = entries.toSorted((a, b) => a.seconds - b.seconds)[0] as Entry;
  best.rounds.length = 0;
  return best;
}

async function compare(
  workload: Definition,
  own: Entry,
  { contestant, entry }: Rival,
  toTheEnd: boolean,
): Promise<PeerResult> {
  const { name, goals, isSameAlgorithm, isExact = false } = contestant;
  const isWhole = isExact && toTheEnd;
  // Later, rounding has grown into differences of its own. A slow peer has no time for so many.
  const first: Cut = { epochs: 1, rows: Math.min(entry.work.rows, 100 * workload.batchSize) };
  const cut = isWhole ? whole(workload) : first;
  const loss = async (of: Entry) => (await of.program.train(cut)).loss;
  const [expected, actual] = isSameAlgorithm ? [await loss(entry), await loss(own)] : [1, 1];
  const difference = { value: Math.abs(actual / expected - 1), whole: isWhole };
  return {
    name,
    program: entry.program.name,
    seconds: entry.seconds,
    ratio: entry.seconds / own.seconds,
    goal: goals[workload.name] ?? 0,
    share: entry.share,
    ...(isSameAlgorithm ? { difference } : {}),
  };
}
