import Yams

/// Reads YAML into lines that know where they stand.
struct ThemeReader {
    /// A key with what belongs to it.
    struct Line {
        let key: String
        let node: Node
        let place: ThemeDocument.Place
    }

    let file: String

    /// The beginning of the file, for what is missing from all of it.
    var start: ThemeDocument.Place { ThemeDocument.Place(file: file, line: 1, column: 1) }

    func root(_ text: String) throws(ThemeError) -> Node {
        guard text.utf8.count <= ThemeDocument.sizeLimitBytes else {
            throw start.error(.tooLarge(limitBytes: ThemeDocument.sizeLimitBytes))
        }
        do {
            guard let node = try Yams.compose(yaml: text) else { throw start.error(.missingName) }
            return node
        } catch let error as ThemeError {
            throw error
        } catch let error as YamlError {
            throw located(error)
        } catch {
            throw start.error(.notYAML("\(error)"))
        }
    }

    func lines(of node: Node, part: String) throws(ThemeError) -> [Line] {
        guard case .mapping(let mapping) = node else { throw place(of: node).error(.notMapping(part: part)) }
        var lines: [Line] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else { throw place(of: key).error(.notMapping(part: part)) }
            lines.append(Line(key: scalar.string, node: value, place: place(of: key)))
        }
        return lines
    }

    func entry(_ line: Line) throws(ThemeError) -> ThemeDocument.Entry {
        guard case .scalar(let scalar) = line.node else { throw place(of: line.node).error(.notText(key: line.key)) }
        return ThemeDocument.Entry(
            key: line.key,
            value: scalar.string,
            keyPlace: line.place,
            valuePlace: place(of: line.node)
        )
    }

    private func place(of node: Node) -> ThemeDocument.Place {
        guard let mark = node.mark else { return start }
        return ThemeDocument.Place(file: file, line: mark.line, column: mark.column)
    }

    private func located(_ error: YamlError) -> ThemeError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            ThemeError(file: file, line: mark.line, column: mark.column, problem: .notYAML(problem))
        case .duplicatedKeysInMapping(let duplicates, let context):
            ThemeError(
                file: file,
                line: context.mark.line,
                column: context.mark.column,
                problem: .notYAML("'\(duplicates.map { "\($0)" }.joined(separator: "', '"))' is there twice")
            )
        case .reader(let problem, _, _, _):
            start.error(.notYAML(problem))
        default:
            // The remaining cases belong to writing YAML, and to memory.
            start.error(.notYAML("\(error)"))
        }
    }
}
