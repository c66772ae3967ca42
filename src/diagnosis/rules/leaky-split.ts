import * as l10n from "@vscode/l10n";
import { columnPath, dropInputs } from "../../model/drop-inputs.ts";
import type { Fix } from "../../protocol/finding.ts";
import type { Giveaway } from "../../protocol/statistics.ts";
import type { Draft, Known, Rule } from "../rule.ts";
import { short } from "../text.ts";

const sequential = (preferred: boolean): Fix => ({
  title: l10n.t('Set order to "{0}"', "sequential"),
  preferred,
  edits: [{ path: ["data", "split", "order"], value: "sequential" }],
});

function whatIsGiven({ input, target, relation, factor, offset, ahead }: Giveaway): string {
  if (ahead)
    return l10n.t(
      'The input "{0}" holds the next value of the target "{1}": the network is told what it is to predict.',
      input,
      target,
    );
  switch (relation) {
    case "same":
      return l10n.t('"{0}" is both an input and a target: the network is told what it is to predict.', input);
    case "equal":
      return l10n.t(
        'The input "{0}" equals the target "{1}": the network is told what it is to predict.',
        input,
        target,
      );
    case "scaled":
      if (offset === 0)
        return l10n.t(
          'The input "{0}" is a multiple of the target "{1}" ({1} = {2} · {0}): the network is told what it is to predict.',
          input,
          target,
          short(factor),
        );
      return l10n.t(
        'The input "{0}" is the target "{1}" in other units ({1} = {2} · {0} + {3}): the network is told what it is to predict.',
        input,
        target,
        short(factor),
        short(offset),
      );
    case "recoded":
      return l10n.t(
        'The input "{0}" is the target "{1}" in other words, one for each label: the network is told what it is to predict.',
        input,
        target,
      );
  }
}

function givenAway({
  model: { data },
  statistics: { inputs, giveaways = [], rows },
}: Known): readonly Draft[] {
  const names = inputs.map(({ name }) => name);
  return giveaways.map((giveaway) => {
    const edits = dropInputs(data, names, [giveaway.input]);
    const message = whatIsGiven(giveaway);
    return {
      severity: "warning",
      path: columnPath(data, "inputs", giveaway.input),
      message: edits
        ? l10n.t("{0} Leave it out of the inputs.", message)
        : l10n.t("{0} Choose other inputs.", message),
      fixes: edits
        ? [{ title: l10n.t('Leave "{0}" out of the inputs', giveaway.input), preferred: true, edits }]
        : [],
      evidence: {
        explanation: l10n.t(
          "A network that sees its target among the inputs learns to copy it. Its score is excellent and says nothing: where the target is not known yet, there is nothing to copy.",
        ),
        numbers: [
          { label: l10n.t("Input"), value: giveaway.input },
          { label: l10n.t("Target"), value: giveaway.target },
          { label: l10n.t("Rows in which they agree"), value: l10n.t("all {0}", rows) },
        ],
      },
    };
  });
}

function repeated({ model, statistics: { repeatedRows } }: Known): readonly Draft[] {
  if (!repeatedRows) return [];
  const { heldOut, known, knownInOrder } = repeatedRows;
  const isShuffled = (model.data.split.order ?? "shuffled") === "shuffled";
  const helps = isShuffled && knownInOrder < known / 10;
  const what = l10n.t(
    "{0} of the {1} rows held out for validation or testing also stand in training, value for value: the score on them is no test.",
    known,
    heldOut,
  );
  return [
    {
      severity: "warning",
      path: ["data", "split"],
      message: helps
        ? l10n.t('{0} Remove the repeated rows from the data, or set order to "sequential".', what)
        : l10n.t("{0} Remove the repeated rows from the data.", what),
      // Rows may be sorted, and then the last of them are unlike the first.
      fixes: helps ? [sequential(false)] : [],
      evidence: {
        explanation: l10n.t(
          "Rows are held out to see how the network does on what it has not seen. A row that training has seen too can be known by heart, so the score looks better than it is. Rows that meet because their values are coarse are not counted.",
        ),
        numbers: [
          { label: l10n.t("Rows held out"), value: String(heldOut) },
          { label: l10n.t("Of these also in training"), value: String(known) },
          ...(isShuffled
            ? [{ label: l10n.t("With the split in the order of the data"), value: String(knownInOrder) }]
            : []),
        ],
      },
    },
  ];
}

function mixedWindows({ model, statistics: { sharedWindows } }: Known): readonly Draft[] {
  if (!sharedWindows || sharedWindows.known === 0) return [];
  const { heldOut, known } = sharedWindows;
  const { size = 0, horizon = 0, stride = 0 } = model.data.window ?? {};
  return [
    {
      severity: "warning",
      path: ["data", "split", "order"],
      message: l10n.t(
        'Windows are shuffled: {0} of the {1} held out share values with windows of training, so the score on them is no test. Set order to "sequential".',
        known,
        heldOut,
      ),
      fixes: [sequential(true)],
      evidence: {
        explanation: l10n.t(
          "Neighbouring windows have all but a few values in common, and what one is to predict stands in the inputs of the next. Drawn at random, nearly every window that is held out has neighbours in training. In the order of the data, validation begins where training ends, as the future does.",
        ),
        numbers: [
          { label: l10n.t("Windows held out"), value: String(heldOut) },
          { label: l10n.t("Of these with values that training has"), value: String(known) },
          { label: l10n.t("Rows of a window, from one to the next"), value: `${size + horizon}, ${stride}` },
        ],
      },
    },
  ];
}

/**
 * The score is false: an input holds the target, or rows that are held out stand in training too. What counts as a
 * copy, and as more than chance, is in `giveaways.ts`, `repeated-rows.ts` and `coarse.ts` of `src/data/statistics/`.
 */
export const leakySplit: Rule = {
  before: (known) => [...givenAway(known), ...repeated(known), ...mixedWindows(known)],
};
