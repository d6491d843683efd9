/// The page for browsers, reduced to its table; nothing reads it but people.
enum StatisticsPage {
    static func html(of proxy: SimulatedProxy, named names: [String], backend: String) -> String {
        var text = """
            <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"
            "http://www.w3.org/TR/html4/loose.dtd">
            <html><head><title>Statistics Report for HAProxy</title></head><body>
            <h1>HAProxy version 2.6.12, released 2023/03/28</h1>
            <h2>Statistics Report for \(escaped(proxy.blueprint.name))</h2><table border="1">
            <tr><th>\(escaped(backend))</th><th>Status</th><th>Sessions</th></tr>

            """
        for (name, server) in zip(names, proxy.servers) {
            let status = server.isUp ? "UP" : "DOWN"
            text += "<tr><td>\(escaped(name))</td><td>\(status)</td><td>\(server.sessions)</td></tr>\n"
        }
        return text + "</table></body></html>\n"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            default: escaped.append(character)
            }
        }
    }
}
