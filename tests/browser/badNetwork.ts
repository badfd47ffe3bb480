import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { address } from './console';

/** A network between phone and server that loses what is sent or answered about cases, by the same chance in every run. */
export class BadNetwork {
  heard = 0;
  lost = 0;
  loss = 0.3;
  /** It is gone once it has heard so many. */
  until = Infinity;
  private drawn = 7;
  private server: Server | undefined;

  /** Begins; the address to open the app at. */
  async begin(): Promise<string> {
    const target = new URL(address);
    this.server = createServer((asked, answer) => {
      const matters = (asked.url ?? '').startsWith('/api/cases');
      const luck = matters ? this.draw() : 1;
      // Half of what is lost is lost on its way there, half on its way back.
      if (luck < this.loss / 2) {
        this.lost += 1;
        asked.socket.destroy();
        return;
      }
      if (matters && this.heard >= this.until) {
        asked.socket.destroy();
        return;
      }
      const on = request({ host: target.hostname, port: target.port, method: asked.method, path: asked.url, headers: asked.headers }, (back) => {
        if (luck < this.loss) {
          this.lost += 1;
          back.resume().once('end', () => asked.socket.destroy());
          return;
        }
        if (matters) this.heard += 1;
        answer.writeHead(back.statusCode ?? 502, back.headers);
        back.pipe(answer);
      });
      on.once('error', () => asked.socket.destroy());
      asked.pipe(on);
    });
    await new Promise<void>((done) => { this.server?.listen(0, '127.0.0.1', done); });
    return `http://127.0.0.1:${String((this.server?.address() as AddressInfo).port)}`;
  }

  end(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private draw(): number {
    this.drawn = (this.drawn * 1_103_515_245 + 12_345) % 2_147_483_648;
    return this.drawn / 2_147_483_648;
  }
}
