import ClusterModel
import Endpoints

/// A token in a file that somebody renews, as Kubernetes does inside a pod.
package final class TokenFileCredential: CredentialSource {
    private let path: String
    private let certificate: KubernetesCredential.ClientCertificate?
    private let clock: () -> Timestamp
    private var token: Secret?
    private var readAt: Timestamp?
    private var trouble = ""

    /// A token is renewed long before it expires, so a minute is soon enough (client-go `token_source.go`).
    private static let interval = Duration.seconds(60)

    package init(
        _ path: String,
        certificate: KubernetesCredential.ClientCertificate? = nil,
        clock: @escaping () -> Timestamp
    ) {
        self.path = path
        self.certificate = certificate
        self.clock = clock
    }

    package func credential() -> CredentialState {
        let now = clock()
        // A clock that was set back must not keep an old token for hours.
        if token == nil || readAt.map({ now - $0 >= Self.interval || now < $0 }) ?? true { read(at: now) }
        return current.map { .ready($0) } ?? .missing(reason: trouble)
    }

    package func replace(_ refused: KubernetesCredential) -> Bool {
        read(at: clock())
        return current != nil && current != refused
    }

    private var current: KubernetesCredential? {
        token.map { KubernetesCredential(certificate: certificate, authorization: .bearer($0)) }
    }

    /// A file that cannot be read for once leaves the last token in use.
    private func read(at now: Timestamp) {
        readAt = now
        do throws(TextFile.Failure) {
            let text = try TextFile.read(path)
            let line = text.split(whereSeparator: \.isWhitespace)
            guard line.count == 1, let word = line.first, word.unicodeScalars.allSatisfy(\.isPrintable) else {
                trouble = line.isEmpty ? "\(path) is empty" : "\(path) holds more than a token"
                return
            }
            token = Secret(String(word))
        } catch {
            trouble = error.description
        }
    }
}
