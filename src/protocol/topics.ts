/** What a view may show of a run's inside; while none shows it, none of it is computed or sent. */
export const topics = ["predictions", "inside", "network"] as const;
export type Topic = (typeof topics)[number];
