/** What a landing page says, as HTML. @param {{ sentence: string, reason?: string | null, canPayAgain?: boolean }} page */
export function landingPage({ sentence, reason, canPayAgain = false }) {
  return `<!doctype html>
<html lang="ko">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>결제 결과</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/shop.css">
  </head>
  <body>
    <main>
      <h1>${escaped(sentence)}</h1>
      ${reason ? `<p role="alert">${escaped(reason)}</p>` : ""}
      ${canPayAgain ? `<a href="/">다시 결제하기</a>` : ""}
    </main>
  </body>
</html>`;
}

/** The reason comes from the address, where anybody can have written it. */
function escaped(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
