// What Slack needs to be told; read from the environment by `config.ts`.

export interface SlackSettings {
  botToken: string;
  /** With a slash at the end. */
  apiUrl: string;
  /** Socket Mode where there is an app token, signed requests otherwise. */
  transport: { kind: 'socket'; appToken: string } | { kind: 'http'; signingSecret: string };
}

/** Where Slack sends signed requests to, below the address of the service. */
export const slackPath = '/slack/events';
