import type { Figures } from "@/lib/proof/verify/figures";
import type { Standing } from "@/lib/proof/verify/verdict";

/**
 * What the server renders before this device has checked anything: the issuer's claim, in ink. Its figures
 * have the shape of the verifier's, so that the page can lay one over the other and object to any difference.
 * Entry texts and inclusion paths of `figures.evidence` may be left empty here: they come with the bundle.
 */
export interface CertificateSummary {
  readonly figures: Figures;
  /** Name of the exchange that issued it. */
  readonly issuer: string;
  /** Identifier prefix before the code: three dotted parts. */
  readonly prefix: string;
  /** True in a demonstration market: everything on the page is marked 演示. */
  readonly demo: boolean;
  /** What the register of the server says now; a claim like the rest. */
  readonly standing: Standing;
  readonly qr: QrDrawing;
  /** `/c/CODE/bundle.json`; `?kwh=N` and `?month=1` are added here. */
  readonly bundleUrl: string;
  /** `/c/CODE/certificate.pdf`; absent while there is none. */
  readonly pdfUrl?: string;
}

/** A QR code as one path on a grid of `size` modules, quiet zone left out. */
export interface QrDrawing {
  readonly size: number;
  readonly path: string;
  /** The address it holds. */
  readonly text: string;
}
