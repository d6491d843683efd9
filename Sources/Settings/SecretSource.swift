import Endpoints

/// Where a secret is to be had; reading it is the caller's, as this target reads neither files nor the environment.
package enum SecretSource: Sendable, Equatable {
    /// Written in a file of Patroni's, which keeps its passwords so. Ours takes none.
    case literal(Secret)
    /// The first line of a file that `SecretFileRule` accepts.
    case file(String)
    /// The value of an environment variable.
    case environment(String)
    /// The first line that a program prints; its arguments go to no shell.
    case command([String])
}
