/**
 * Whether this is the build for development: whole messages, warnings, a look at the page. The build replaces it by
 * `true` or `false`, and what stands behind `__DEV__ &&` is in one of the two builds only. Behaviour never depends on it.
 */
declare const __DEV__: boolean;
