import QRCode from "qrcode";
import { useMemo } from "react";

// An address that a phone's camera reads; drawn here, so that nothing of it leaves the page.
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
    const cells: string[] = [];
    modules.data.forEach((isDark, at) => {
      if (isDark) cells.push(`M${at % modules.size} ${Math.floor(at / modules.size)}h1v1h-1z`);
    });
    return { size: modules.size, path: cells.join("") };
  }, [text]);
  const quiet = 4;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-quiet} ${-quiet} ${size + 2 * quiet} ${size + 2 * quiet}`}
      width={200}
      height={200}
      style={{ background: "#fff", borderRadius: 4 }}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
