/** One of the names, for an editor to complete, or any other text. */
export type OrAny<Names extends string> = Names | (string & {});
