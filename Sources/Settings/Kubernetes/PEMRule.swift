/// Whether a text holds, as PEM, what it is named for.
package enum PEMRule {
    /// Why the text is no certificate; nil when it is one.
    package static func complaint(certificate text: String) -> String? {
        text.contains("-----BEGIN CERTIFICATE-----") ? nil : "holds no PEM certificate"
    }

    /// Why the text is no key that can be used; nil when it is one.
    package static func complaint(key text: String) -> String? {
        guard text.contains("PRIVATE KEY-----"), text.contains("-----BEGIN ") else { return "holds no PEM key" }
        let isLocked = text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") || text.contains("Proc-Type: 4,ENCRYPTED")
        return isLocked ? "holds a key behind a password, which a kubeconfig cannot give" : nil
    }
}
