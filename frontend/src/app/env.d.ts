interface ImportMetaEnv {
  /** The socket's address where the page isn't served by the server itself, such as `wss://example.org/ws`. */
  readonly VITE_WEBSOCKET_URL?: string;
  /** Whether people sign in first; `/sign-in.json` then says where. Nothing is asked for where this isn’t set. */
  readonly VITE_SIGN_IN?: string;
}
