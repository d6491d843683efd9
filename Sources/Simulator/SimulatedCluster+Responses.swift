/// The forms of an answer of Patroni's REST API, which is Python's `http.server`: HTTP/1.0, one request per connection.
extension SimulatedCluster {
    func json(_ status: Int, _ body: JSON) -> SimulatedResponse {
        response(status, contentType: "application/json", body: body.description)
    }

    func plain(_ status: Int, _ text: String) -> SimulatedResponse {
        response(status, contentType: "text/html", body: text)
    }

    /// The answer to OPTIONS and HEAD and of the probes for Kubernetes: no header, no body.
    func statusLine(_ status: Int) -> SimulatedResponse {
        SimulatedResponse(version: "HTTP/1.0", status: status, headers: [], body: [], keepsConnection: false)
    }

    /// Python's error page, for requests that `http.server` refuses itself.
    func failure(_ status: Int, _ message: String, _ explanation: String) -> SimulatedResponse {
        let page = """
            <!DOCTYPE HTML>
            <html lang="en">
                <head>
                    <meta charset="utf-8">
                    <title>Error response</title>
                </head>
                <body>
                    <h1>Error response</h1>
                    <p>Error code: \(status)</p>
                    <p>Message: \(message).</p>
                    <p>Error code explanation: \(status) - \(explanation)</p>
                </body>
            </html>

            """
        return response(status, contentType: "text/html;charset=utf-8", body: page)
    }

    func badRequest() -> SimulatedAnswer {
        .answer(failure(400, "Bad Request", "Bad request syntax or unsupported method."))
    }

    func unsupported(_ method: String) -> SimulatedResponse {
        let shown = method.filter { $0.isASCII && $0.isLetter }
        return failure(501, "Unsupported method ('\(shown)')", "Server does not support this operation.")
    }

    private func response(_ status: Int, contentType: String, body: String) -> SimulatedResponse {
        SimulatedResponse(
            version: "HTTP/1.0",
            status: status,
            headers: [
                SimulatedResponse.Header(name: "Server", value: blueprint.flavour.serverHeader),
                SimulatedResponse.Header(name: "Date", value: realTime(clock).httpText),
                SimulatedResponse.Header(name: "Content-Type", value: contentType),
            ],
            body: Array(body.utf8),
            keepsConnection: false
        )
    }
}
