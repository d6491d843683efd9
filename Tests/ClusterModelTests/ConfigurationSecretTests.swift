import ClusterModel
import Testing

/// Which settings are nobody's business.
@Suite struct ConfigurationSecretTests {
    @Test(arguments: [
        ("standby_cluster.primary_password", true), ("postgresql.authentication.superuser.sslpassword", true),
        ("PASSWORD", true), ("postgresql.parameters.password_encryption", false), ("password.rounds", false),
        ("ttl", false), ("", false),
    ])
    func `a name that ends in a password is secret`(name: String, isSecret: Bool) {
        #expect(DynamicConfiguration.isSecret(name) == isSecret)
    }

    @Test(arguments: [
        ("host=db1 password=x", true), ("host=db1 Password  = 'x y'", true), ("password_encryption=md5", false),
        ("postgres://u:x@host/db", true), ("push s3://key:x@bucket/%p", true), ("postgres://u@host:5432/db", false),
        ("http://host:80/a@b:c", false), ("host=db1 user=u", false), ("", false),
    ])
    func `a text that names a password is found`(text: String, holds: Bool) {
        #expect(DynamicConfiguration.holdsPassword(text) == holds)
    }
}
