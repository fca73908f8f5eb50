# Add this to a Makefile with `include threats.mk`. Diagrams are in the folder docs.
DIAGRAMS = $(shell find docs -name '*.dot' -o -name '*.drawio')
REGISTERS = $(wildcard $(addsuffix .threats.yaml,$(DIAGRAMS)))

# Fails on what is high or critical and nobody has looked at.
.PHONY: threats
threats:
	drawbridge --quiet --fail-on high,unreviewed,expired docs

# One page about all diagrams.
docs/threats.md: $(DIAGRAMS) $(REGISTERS)
	drawbridge --summary docs -o $@

# Pictures with open threats, beside the diagrams: docs/shop.threats.svg.
.SECONDEXPANSION:
%.threats.svg: %.dot $$(wildcard $$*.dot.threats.yaml)
	drawbridge $< -o $@
%.threats.svg: %.drawio $$(wildcard $$*.drawio.threats.yaml)
	drawbridge $< -o $@
