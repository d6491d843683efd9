import Endpoints

/// What one context of a kubeconfig, or a pod's own service account, comes to.
package struct KubernetesContext: Sendable, Equatable {
    /// Nil inside a pod, where nobody named it.
    package var name: String?
    /// The one to look into unless another is asked for.
    package var namespace: String
    package var access: KubernetesAccess
    package var login: KubernetesLogin

    package init(name: String? = nil, namespace: String, access: KubernetesAccess, login: KubernetesLogin) {
        self.name = name
        self.namespace = namespace
        self.access = access
        self.login = login
    }
}

/// Where the credential comes from that an API server is shown.
package enum KubernetesLogin: Sendable, Equatable {
    /// Written down once and for all; empty for somebody unknown.
    case fixed(KubernetesCredential)
    /// A token in a file that somebody renews, beside a certificate or none.
    case tokenFile(String, KubernetesCredential.ClientCertificate?)
    /// What a program prints.
    case plugin(CredentialPlugin)
}
