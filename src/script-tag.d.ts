import * as library from "./index.js";

export * from "./index.js";

declare global {
  /** The library, for a page that loads it with a `<script>` tag: all that `iamport-request-pay` exports. */
  export import IamportRequestPay = library;
}
