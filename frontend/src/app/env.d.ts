interface ImportMetaEnv {
  /** The socket's address where the page isn't served by the server itself, such as `wss://example.org/ws`. */
  readonly VITE_WEBSOCKET_URL?: string;
}
