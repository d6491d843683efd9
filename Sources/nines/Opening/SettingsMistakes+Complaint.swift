import Settings

extension SettingsMistakes {
    /// Ends the program's start where there is anything wrong.
    ///
    /// - Throws: a `Complaint` with all of it.
    func complain() throws {
        do throws(SettingsMistakes) {
            try check()
        } catch {
            throw Complaint.configuration("\(error)")
        }
    }
}
