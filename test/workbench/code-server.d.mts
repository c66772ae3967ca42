export interface RunningWorkbench {
  readonly url: string;
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}
export function freePort(wanted?: number): Promise<number>;
export function prepareProfile(
  profile: string,
  vsix: string,
  settings?: Readonly<Record<string, unknown>>,
): Promise<void>;
export function startWorkbench(
  profile: string,
  options?: {
    readonly port?: number;
    readonly log?: (text: string) => void;
    readonly trustAll?: boolean;
  },
): Promise<RunningWorkbench>;
export function addressOf(url: string, folder: string, file?: string): string;
