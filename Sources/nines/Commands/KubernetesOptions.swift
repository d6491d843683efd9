import ArgumentParser
import Endpoints
import Settings

/// Which pods belong to the cluster, as the command line says it in kubectl's words.
struct KubernetesOptions: ParsableArguments {
    @Flag(help: "Watch pods through the Kubernetes API, as kubectl is configured; implied by the options below.")
    var kubernetes = false

    @Option(
        help: ArgumentHelp("Kubeconfig to read, instead of $KUBECONFIG or ~/.kube/config.", valueName: "file")
    )
    var kubeconfig: String?

    @Option(help: ArgumentHelp("Context of the kubeconfig, instead of its current one.", valueName: "name"))
    var context: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Namespace of the pods, instead of the context's.", valueName: "name")
    )
    var namespace: String?

    @Option(
        name: [.customShort("l"), .long],
        help: ArgumentHelp("Labels of the pods: app=db,tier!=test.", valueName: "labels")
    )
    var selector: String?

    @Option(
        help: ArgumentHelp("How agents in pods are read: direct, api-server or auto (default).", valueName: "way")
    )
    var via: PodWay?

    /// What these options ask for, over what the configuration does; nil where pods are not watched.
    func settings(over configured: KubernetesSettings?) throws -> KubernetesSettings? {
        let own = KubernetesSettings(
            kubeconfig: kubeconfig,
            context: context,
            namespace: namespace,
            selector: selector,
            way: via
        )
        guard isAsked else { return configured }
        if let namespace, !NamespaceName.isValid(namespace) {
            throw Complaint.usage("--namespace: \(NamespaceName.complaint(namespace)).")
        }
        return (configured ?? KubernetesSettings()).overlaid(by: own)
    }

    /// Whether it is said which pods are meant, not only how they are read.
    var choosesPods: Bool {
        kubernetes || [kubeconfig, context, namespace, selector].contains { $0 != nil }
    }

    /// Whether anything here is given.
    var isAsked: Bool {
        choosesPods || via != nil
    }
}

extension PodWay: ExpressibleByArgument {}
