import Reports
import Testing

@Suite struct IncidentReportTests {}
