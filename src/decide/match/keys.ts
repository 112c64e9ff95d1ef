/** The condition keys of one request. */
export interface RequestKeys {
  /**
   * The values of a key.
   *
   * @param key in lower case
   * @returns undefined when the request has no such key; never an empty list. A value may hold `UNKNOWN_TEXT`.
   */
  get(key: string): readonly string[] | undefined;
}
