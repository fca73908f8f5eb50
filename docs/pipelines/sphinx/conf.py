project = "Web shop"
extensions = ["sphinx.ext.graphviz"]
graphviz_dot = "drawbridge-dot"
graphviz_output_format = "svg"  # "png": the tooltips are in an image map
