import Endpoints
import Programs

/// A program that prints a secret, with nobody at its keyboard; its arguments go to no shell.
struct SecretCommand {
    let arguments: [String]

    private static let limits = ProgramRun.Limits(time: .seconds(30), bytes: 4096)

    /// The first line that the program prints.
    func run() throws -> Secret {
        switch ProgramRun(arguments, limits: Self.limits).finish() {
        case .failed(let phrase): throw failure(phrase)
        case .printed(let bytes):
            let line = String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline }
            guard !line.isEmpty else { throw failure("printed an empty first line") }
            return Secret(String(line))
        }
    }

    private func failure(_ reason: String) -> Complaint {
        Complaint.configuration("the password command “\(arguments.first ?? "")” \(reason).")
    }
}
