import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.DirectedGraph;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Interval;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.Table;
import org.gephi.graph.api.types.IntervalSet;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/** Imports the file of its argument into a new workspace and prints what is in it, as one line of JSON. */
public class ReadWithGephi {
    public static void main(String[] arguments) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        ImportController importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(new File(arguments[0]));
        importer.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());
        GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel();
        DirectedGraph graph = model.getDirectedGraph();

        Map<String, Integer> types = new TreeMap<>();
        Map<String, Integer> kinds = new TreeMap<>();
        Map<String, Integer> colors = new TreeMap<>();
        List<String> nodes = new ArrayList<>();
        int dated = 0;
        for (Node node : graph.getNodes()) {
            types.merge(String.valueOf(node.getAttribute("type")), 1, Integer::sum);
            colors.merge(String.format("#%06x", node.getColor().getRGB() & 0xffffff), 1, Integer::sum);
            if (node.getAttribute("timeset") != null) {
                dated++;
            }
            nodes.add("[" + quoted(String.valueOf(node.getId())) + "," + quoted(node.getLabel()) + ","
                + node.size() + "," + start(node.getAttribute("timeset")) + ","
                + attributes(node, model.getNodeTable()) + "]");
        }
        List<String> edges = new ArrayList<>();
        for (Edge edge : graph.getEdges()) {
            String kind = String.valueOf(model.getEdgeTypeLabel(edge.getType()));
            kinds.merge(kind, 1, Integer::sum);
            edges.add("[" + quoted(String.valueOf(edge.getSource().getId())) + "," + quoted(kind) + ","
                + quoted(String.valueOf(edge.getTarget().getId())) + "," + edge.getWeight() + ","
                + start(edge.getAttribute("timeset")) + "," + attributes(edge, model.getEdgeTable()) + "]");
        }
        List<String> columns = new ArrayList<>();
        for (Column column : model.getNodeTable()) {
            columns.add(quoted(column.getTitle()));
        }
        System.out.println("{\"types\":" + counts(types) + ",\"kinds\":" + counts(kinds) + ",\"colors\":"
            + counts(colors) + ",\"dated\":" + dated + ",\"format\":" + quoted(model.getTimeFormat().toString())
            + ",\"from\":" + model.getTimeBounds().getLow() + ",\"columns\":" + columns + ",\"nodes\":" + nodes + ",\"edges\":" + edges
            + ",\"issues\":" + quoted(container.getReport().getText()) + "}");
        System.exit(0);
    }

    /** What the file says of a node or an edge beyond its ends, label, size, colour and time. */
    private static String attributes(Element element, Table table) {
        List<String> parts = new ArrayList<>();
        for (Column column : table) {
            Object value = column.isProperty() ? null : element.getAttribute(column);
            if (value != null) {
                parts.add(quoted(column.getTitle()) + ":" + quoted(value.toString()));
            }
        }
        return "{" + String.join(",", parts) + "}";
    }

    private static String start(Object times) {
        if (!(times instanceof IntervalSet)) {
            return "null";
        }
        Interval[] intervals = ((IntervalSet) times).toArray();
        return String.format("%.0f", intervals[0].getLow());
    }

    private static String counts(Map<String, Integer> counts) {
        List<String> parts = new ArrayList<>();
        counts.forEach((name, count) -> parts.add(quoted(name) + ":" + count));
        return "{" + String.join(",", parts) + "}";
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : String.valueOf(text).toCharArray()) {
            if (c == '"' || c == '\\' || c < 0x20 || c > 0x7e) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
