import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.*;
import org.semanticweb.owlapi.profiles.*;

/** The OWL 2 profiles of a file without its imports, and each axiom that keeps it out of a profile. */
public class OwlProfiles {
  public static void main(String[] arguments) throws Exception {
    OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
    manager.getOntologyConfigurator()
        .setMissingImportHandlingStrategy(MissingImportHandlingStrategy.SILENT);
    OWLOntology ontology = manager.loadOntologyFromOntologyDocument(new File(arguments[0]));
    for (Profiles profile : Profiles.values()) {
      System.out.println(profile.getName() + "\t\t");
      for (OWLProfileViolation found : profile.checkOntology(ontology).getViolations())
        System.out.println(
            profile.getName() + "\t" + found.getClass().getSimpleName() + "\t" + found.getAxiom());
    }
  }
}
