import java.io.File;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Asks veraPDF whether files are PDF/UA-1: prints how many rules it knows, then a line for each file, with the number
 * of checks made and the rules that failed. The profile is read here, since the jar at hand lacks what veraPDF reads
 * it with (JAXB).
 */
class PdfUaRules {
    private static final PDFAFlavour FLAVOUR = PDFAFlavour.PDFUA_1;
    private static final int MOST_FAILURES = 1_000_000;

    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = profile();
        System.out.println(profile.getRules().size());
        for (String path : paths) {
            PDFAValidator validator =
                    Foundries.defaultInstance().createValidator(profile, MOST_FAILURES, true, false, false);
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), FLAVOUR)) {
                ValidationResult result = validator.validate(parser);
                StringBuilder line = new StringBuilder(path + "\t" + result.getTotalAssertions());
                result.getFailedChecks().forEach((rule, times) -> line
                        .append("\t").append(rule.getClause()).append("-").append(rule.getTestNumber())
                        .append(" ×").append(times));
                System.out.println(line);
            }
        }
    }

    private static ValidationProfile profile() throws Exception {
        Element top = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(PDFAParser.class.getResourceAsStream("/org/verapdf/pdfa/validation/PDFUA-1.xml"))
                .getDocumentElement();
        Set<Rule> rules = new LinkedHashSet<>();
        NodeList each = top.getElementsByTagName("rule");
        for (int at = 0; at < each.getLength(); at++) {
            rules.add(rule((Element) each.item(at)));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        each = top.getElementsByTagName("variable");
        for (int at = 0; at < each.getLength(); at++) {
            Element one = (Element) each.item(at);
            variables.add(Profiles.variableFromValues(
                    one.getAttribute("name"), one.getAttribute("object"), said(one, "defaultValue"),
                    said(one, "value")));
        }
        return Profiles.profileFromValues(
                FLAVOUR, Profiles.profileDetailsFromValues("", "", "", new Date()), "", rules, variables);
    }

    private static Rule rule(Element one) {
        Element id = (Element) one.getElementsByTagName("id").item(0);
        Boolean deferred = one.hasAttribute("deferred") ? Boolean.valueOf(one.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        FLAVOUR.getPart(), id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                one.getAttribute("object"), deferred, one.getAttribute("tags"), said(one, "description"),
                said(one, "test"), Profiles.errorFromValues(said(one, "message"), List.of()), List.of());
    }

    private static String said(Element in, String name) {
        NodeList found = in.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
