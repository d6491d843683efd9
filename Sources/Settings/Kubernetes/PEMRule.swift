/// Whether a text holds, as PEM, what it is named for.
package enum PEMRule {
    /// Why the text is no certificate; nil when it is one.
    package static func complaint(certificate text: String) -> String? {
        text.contains("-----BEGIN ") && text.contains("CERTIFICATE-----") ? nil : "holds no PEM certificate"
    }

    /// Why the text is no key that can be used; nil when it is one.
    package static func complaint(key text: String) -> String? {
        if let complaint = complaint(lockableKey: text) { return complaint }
        let isLocked = text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") || text.contains("Proc-Type: 4,ENCRYPTED")
        return isLocked ? "holds a key behind a password, which a kubeconfig cannot give" : nil
    }

    /// The same where a password for the key can be given.
    package static func complaint(lockableKey text: String) -> String? {
        text.contains("PRIVATE KEY-----") && text.contains("-----BEGIN ") ? nil : "holds no PEM key"
    }
}
