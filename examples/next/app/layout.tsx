import type { Metadata } from "next";
import type { ReactNode } from "react";
import "../../shared/shop.css";

export const metadata: Metadata = { title: "노르웨이 회전의자", icons: "data:," };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="ko">
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
