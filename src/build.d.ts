/**
 * Whether this is the build for development: whole messages, warnings, a look at the page. The bundler replaces it with
 * `true` or `false`, so that code behind `__DEV__ &&` is in the development build only. Behaviour never depends on it.
 */
declare const __DEV__: boolean;
