extension Int {
    /// PostgreSQL's number of a version as people say it: 150018 is 15.18, 90204 is 9.2.4.
    package var databaseVersion: String {
        self >= 100_000 ? "\(self / 10_000).\(self % 10_000)" : "\(self / 10_000).\(self / 100 % 100).\(self % 100)"
    }
}
