/** What drachtio-srf 5.0.29 has in `lib/digest-client.js`, as far as it is used here: it comes without declarations. */
declare module "drachtio-srf/lib/digest-client.js" {
  import type { Wallet } from "./wallet.ts";

  class DigestClient {
    readonly req: DigestClient.Request;
    readonly res: DigestClient.Response;
    readonly agent: { request: (options: DigestClient.Options, callback: DigestClient.Callback) => void };
    authenticate: (this: DigestClient, callback: DigestClient.Callback) => void;
  }

  namespace DigestClient {
    type Callback = (error: Error | null, request?: unknown) => void;
    type Options = {
      method: string;
      uri: string;
      body?: string;
      proxy?: string;
      stackDialogId?: string;
      headers?: Record<string, string>;
      auth?: { readonly wallet?: Wallet };
      _socket?: unknown;
    };
    type Request = {
      readonly method: string;
      readonly uri: string;
      readonly _originalParams: { readonly options: Options };
      has: (name: string) => boolean;
      get: (name: string) => string;
      getParsedHeader: (name: "cseq") => { readonly seq: number };
    };
    type Response = {
      readonly status: number;
      readonly socket: unknown;
      readonly source_address: string;
      readonly source_port: string;
      /** `udp`, `tcp`, `tls`, `ws` or `wss`. */
      readonly protocol: string;
      has: (name: string) => boolean;
      get: (name: string) => string;
    };
  }

  export default DigestClient;
}
