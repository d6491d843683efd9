/// A whole HTTP answer.
package struct SimulatedResponse: Equatable, Sendable {
    /// A header line's name and value.
    package struct Header: Equatable, Sendable {
        package var name: String
        package var value: String
    }

    package var version: String
    package var status: Int
    package var headers: [Header]
    package var body: [UInt8]
    /// Whether another request may follow on the connection.
    package var keepsConnection: Bool

    /// The value of the first header of that name, whatever its case.
    package subscript(header name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The bytes as they go over the wire.
    package var bytes: [UInt8] {
        var head = "\(version) \(status) \(Self.reason(status))\r\n"
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        head += "\r\n"
        return Array(head.utf8) + body
    }

    static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 409: "Conflict"
        case 410: "Gone"
        case 411: "Length Required"
        case 412: "Precondition Failed"
        case 422: "Unprocessable Entity"
        case 429: "Too Many Requests"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        default: "Unknown"
        }
    }
}
