# What is different in the second of two inspections of one framework: standard 2.1 is better, and so is the score.
DELETE DATA {
  <inspection/harrowdale-2025/key-question/2.1.3> pf:percentage "40"^^xsd:decimal .
  <inspection/harrowdale-2025/standard-rating/2.1> pf:rating <rating/inadequate> ; pf:points 0 .
  <inspection/harrowdale-2025/overall-rating> pf:score 4 .
  <inspection/harrowdale-2025/statement/score> rdf:object 4
} ;
INSERT DATA {
  <inspection/harrowdale-2025/key-question/2.1.3> pf:percentage "60"^^xsd:decimal .
  <inspection/harrowdale-2025/standard-rating/2.1> pf:rating <rating/requires-improvement> ; pf:points 1 .
  <inspection/harrowdale-2025/overall-rating> pf:score 5 .
  <inspection/harrowdale-2025/statement/score> rdf:object 5
}
