/** What a route answers with another status than 200. */
export class Reply<Body> {
  readonly status: 200 | 201;
  readonly body: Body;

  constructor(status: 200 | 201, body: Body) {
    this.status = status;
    this.body = body;
  }
}
