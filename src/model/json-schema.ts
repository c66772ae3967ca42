export { editorSchema } from "./editor-schema.ts";
export { type JsonSchema, type Snippet, strictSchema } from "./strict-schema.ts";
