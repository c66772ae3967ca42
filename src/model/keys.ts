/**
 * Stands for a column named `__proto__`, which object tools would take for the prototype or leave out.
 * A column cannot be named like this otherwise: the name begins with a private character.
 */
const protoStandIn = "\uE000__proto__";

export const encodeKey = (key: string): string => (key === "__proto__" ? protoStandIn : key);

export const decodeKey = <Key extends PropertyKey>(key: Key): Key | "__proto__" =>
  key === protoStandIn ? "__proto__" : key;
