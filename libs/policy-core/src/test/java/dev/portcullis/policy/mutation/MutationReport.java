// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.mutation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What PIT wrote about a run.
 *
 * @param total how many mutants each package had, by its name within {@code dev.portcullis.policy}
 * @param survivors how many of each no test noticed
 */
record MutationReport(SortedMap<String, Integer> total, SortedMap<Survivor, Integer> survivors) {
    private static final String ROOT = "dev.portcullis.policy.";

    /** Reads {@code mutations.xml}. */
    static MutationReport read(Path file) throws IOException {
        SortedMap<String, Integer> total = new TreeMap<>();
        SortedMap<Survivor, Integer> survivors = new TreeMap<>();
        NodeList mutations = parse(file).getElementsByTagName("mutation");
        for (int i = 0; i < mutations.getLength(); i++) {
            Element mutation = (Element) mutations.item(i);
            Survivor what = survivor(mutation);
            total.merge(what.packageName(), 1, Integer::sum);
            if (mutation.getAttribute("detected").equals("false")) {
                survivors.merge(what, 1, Integer::sum);
            }
        }
        return new MutationReport(total, survivors);
    }

    /** How many of a package's mutants survived. */
    int survived(String packageName) {
        return survivors.entrySet().stream()
                .filter(entry -> entry.getKey().packageName().equals(packageName))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** How many mutants there were. */
    int all() {
        return total.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many of them survived. */
    int survived() {
        return survivors.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Survivor survivor(Element mutation) {
        String qualified = text(mutation, "mutatedClass").substring(ROOT.length());
        int dot = qualified.lastIndexOf('.');
        String change = text(mutation, "description").replaceAll("[\\w./]*[./](?=\\w)", "");
        return new Survivor(
                qualified.substring(0, dot),
                qualified.substring(dot + 1).replace('$', '.'),
                text(mutation, "mutatedMethod").replaceAll("^lambda\\$(\\w+)\\$\\d+$", "$1 (lambda)"),
                change.replace('|', '/'));
    }

    private static String text(Element mutation, String tag) {
        return mutation.getElementsByTagName(tag).item(0).getTextContent();
    }

    private static Element parse(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " is not a report of PIT: " + e.getMessage(), e);
        }
    }
}
