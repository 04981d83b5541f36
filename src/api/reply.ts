/** A table, as RFC 4180 has it. Whoever opens it in a spreadsheet gets a file of this name. */
export class CsvReply {
  readonly text: string;
  readonly fileName: string;

  constructor(text: string, fileName: string) {
    this.text = text;
    this.fileName = fileName;
  }
}

/** What a route answers with another status than 200. */
export class Reply<Body> {
  readonly status: 200 | 201;
  readonly body: Body;

  constructor(status: 200 | 201, body: Body) {
    this.status = status;
    this.body = body;
  }
}
